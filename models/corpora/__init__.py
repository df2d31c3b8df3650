"""The corpora that the model learns from and is scored on, read into one form. Sources and licences: README.md."""
