"""The walls: nothing grows until nobody reads it."""

from tests.checks.sources import files, functions, is_page, lines_of, told

MODULE, FUNCTION, PAGE, ES_MODULE = 250, 40, 15, 80
GENERATED = "migrations/versions/"


def _python() -> list:
    return [path for path in files(".py") if not told(path).startswith(GENERATED)]


def test_no_module_is_longer_than_the_wall():
    long = {told(p): n for p in _python() if (n := len(p.read_text(encoding="utf-8").splitlines())) > MODULE}
    assert long == {}


def test_no_function_is_longer_than_the_wall():
    long = {
        f"{told(path)}:{function.name}": lines_of(function)
        for path in _python()
        for function in functions(path)
        if lines_of(function) > FUNCTION
    }
    assert long == {}


def test_no_page_function_does_more_than_a_page_should():
    long = {
        f"{told(path)}:{function.name}": lines_of(function)
        for path in _python()
        if told(path).startswith("app/")
        for function in functions(path)
        if is_page(function) and lines_of(function) > PAGE
    }
    assert long == {}


def test_no_browser_module_is_longer_than_the_wall():
    modules = [path for path in files(".js", ".mjs") if told(path).startswith("pwa/")]
    long = {told(p): n for p in modules if (n := len(p.read_text(encoding="utf-8").splitlines())) > ES_MODULE}
    assert long == {}
