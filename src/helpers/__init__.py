"""Reported figures: from source texts to tables, audit and figures."""
