"""What a refusal must look like."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from botocore.exceptions import ClientError

#: HTTP statuses of the errors that are not the client's fault; all others are 400.
SERVER_STATUS = {"KeyUnavailableException": 500, "KMSInternalException": 500, "DependencyTimeoutException": 503}


@contextmanager
def refused(*names: str) -> Iterator[pytest.ExceptionInfo[ClientError]]:
    """The block's call must fail with one of these errors, with the right status and a request id."""
    with pytest.raises(ClientError) as caught:
        yield caught
    error = caught.value
    code = error.response["Error"]["Code"]
    metadata = error.response["ResponseMetadata"]
    assert code in names, str(error)
    assert metadata["HTTPStatusCode"] == SERVER_STATUS.get(code, 400), str(error)
    assert metadata["RequestId"], "an error without a request id"
