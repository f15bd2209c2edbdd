"""Whether all goes as it should: what monitors ask, and what officers are mailed about."""
