"""What the tests share: a real fleet of processes, and clients for it."""
