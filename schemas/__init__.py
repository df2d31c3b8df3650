"""The public contract: what travels on Dateline's topics, as pydantic models, and what is generated from them."""
