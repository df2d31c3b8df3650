PYTHON ?= $(shell for v in 3.12 3.11 3.13; do command -v python$$v >/dev/null && python$$v -c '' 2>/dev/null && { echo python$$v; break; }; done)
