"""Other readers of numbers, their results in our fields, to be measured beside our own reader (`helpers.bench.reading`)."""
