"""Why an article's records say what they say: every expression found, and the rule or reason behind every field."""
