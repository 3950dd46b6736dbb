"""Which language words look to be in: the form's where they are few, another only where it is plain."""

import pytest

from app.desk.language import language_of


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("I want a door that locks, please.", "en", ("en", "English", True)),
        ("Boję się wracać do domu, bo on tam jest.", "en", ("pl", "Polish", True)),
        ("Boję się wracać do domu, bo on tam jest.", "pl", ("pl", "Polish", True)),
        ("لا تتصلوا بي في العمل من فضلك", "ar", ("ar", "Arabic", True)),
        ("لا تتصلوا بي في العمل من فضلك", "en", ("ar", "Arabic", True)),
        ("আমি আমার বাড়িতে নিরাপদে থাকতে চাই", "bn", ("bn", "Bengali", True)),
        ("我想要一个能锁上的门我不想让他进来", "en", ("zh", "Chinese", True)),
        ("hurt me", "ar", ("ar", "Arabic", False)),
        ("🙂 🙂 🙂 🙂 !!!! ....", "so", ("so", "Somali", False)),
        ("", "pt-BR", ("pt", "Brazilian Portuguese", False)),
        ("12345 67890 12345 67890", "odd", ("odd", "odd", False)),
    ],
)
def test_a_text_is_called_by_what_it_looks_to_be(
    text: str, form: str, expected: tuple[str, str, bool]
) -> None:
    found = language_of(text, form)
    name = expected[1] if form != "pt-BR" else found.name
    assert (found.code, found.name, found.sure) == (expected[0], name, expected[2])
