"""The pages of a meeting: the plan of it, the meeting while it runs, and what is left of it afterwards."""
