"""Actor resolution: a name or a description in a sentence → country, sector, name and title of the party it means."""
