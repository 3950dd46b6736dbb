"""What a receipt tells of what was changed because of what people said."""

from sqlalchemy.orm import Session

from app.entry.service import Changes, Facts
from app.insight import service as insight


def changes_of(db: Session, facts: Facts, code: str) -> Changes:
    """What is published of her area and of London, in her language or in English; two at most."""
    areas = [facts.area] if facts.area else []
    told = [one.in_(code) for one in insight.shown(db, areas, insight.ON_RECEIPT)]
    return [(words.said, words.did, lang) for words, lang in told]
