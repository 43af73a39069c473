"""Makes symmetric keys through the KMS API until a file names as many as asked for, and prints how many it made a second.

    create-keys.py FILE --until NUMBER [--seconds LIMIT]

Endpoint and credentials come from the environment (`source DIR/env`). The file gets an ARN a line; what it names already
counts.
"""

import argparse
import time
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

AT_ONCE = 8


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--until", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=600)
    options = parser.parse_args()
    client = boto3.client("kms", config=Config(max_pool_connections=AT_ONCE))
    with open(options.file) as file:
        missing = options.until - sum(1 for _ in file)
    start = time.monotonic()

    def create(_):
        if time.monotonic() - start > options.seconds:
            return None
        return client.create_key(Description="quorate bench")["KeyMetadata"]["Arn"]

    made = 0
    with open(options.file, "a") as file, ThreadPoolExecutor(AT_ONCE) as pool:
        for arn in pool.map(create, range(missing)):
            if arn:
                file.write(f"{arn}\n")
                made += 1
    print(f"{made / (time.monotonic() - start):.0f}")


if __name__ == "__main__":
    main()
