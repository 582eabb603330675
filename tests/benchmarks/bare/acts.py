"""What is measured of a view that does nothing."""

from tests.benchmarks.asking import NETWORK_HOST, Application, Prepare

FILES = {"article_kept": "article.html", "home_kept": "home.html", "json_kept": "article.json"}


def acts(clinics: int, languages: tuple[str, ...]) -> dict[str, Prepare]:
    """The same responses as those of ours that are kept."""
    product = Application()

    def sent(name: str) -> Prepare:
        return lambda: product.get(NETWORK_HOST, f"/{name}")

    return {act: sent(name) for act, name in FILES.items()}
