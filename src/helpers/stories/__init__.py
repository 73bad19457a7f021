"""What the thematic notebooks say: sentences and answers whose numbers come from the tables, one module a notebook."""
