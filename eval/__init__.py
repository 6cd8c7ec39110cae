"""A question set -> a scorecard: run, score, compare, and refuse what makes answers worse."""
