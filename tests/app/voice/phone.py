"""A phone without JavaScript: what it posts, and the page that it is shown next."""

from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
ASKS = "What must not happen?"


def post(client, path, headers=None, **fields):
    return client.post(path, data=urlencode(fields, doseq=True), content_type=FORM, headers=headers)


def opened(client, made, code=None):
    """The page after a code was posted."""
    answer = post(client, made.path, q=code or made.new.code)
    assert (answer.status_code, answer.data, answer.location) == (303, b"", made.path)
    return client.get(made.path)
