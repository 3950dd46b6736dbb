"""The register of locales."""

from babel import Locale as BabelLocale

from app.web.locale import available, locale_of, locales


def test_every_registered_locale_is_one_that_babel_knows() -> None:
    for locale in locales().values():
        assert BabelLocale.parse(locale.babel).language


def test_every_locale_reads_some_registered_locale_s_words() -> None:
    assert {locale.catalogue for locale in locales().values()} <= set(locales())


def test_the_direction_fits_the_script() -> None:
    rtl = {locale.script for locale in locales().values() if locale.dir == "rtl"}
    assert rtl == {"Arab", "Hebr"}


def test_each_has_a_tier_and_says_what_is_owed() -> None:
    assert {locale.tier for locale in locales().values()} == {1, 2, 3}
    assert {mode for locale in locales().values() for mode in locale.modes} == {"text", "voice", "sign"}


def test_only_what_has_words_is_offered() -> None:
    assert {"en", "ar"} <= {locale.code for locale in available("form")}
    assert [locale.code for locale in available("no such domain")] == ["en"]


def test_a_locale_that_is_seen_or_heard_borrows_its_text() -> None:
    assert locale_of("bfi").catalogue == "en-x-easyread"
    assert locale_of("syl").catalogue == "bn"
    assert locale_of("syl").modes == ("voice",)
