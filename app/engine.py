"""How connections to the database are made; apart from the models, for what only looks whether it is ours."""

from typing import Any

ENGINE_OPTIONS: dict[str, Any] = {"hide_parameters": True, "pool_pre_ping": True}
