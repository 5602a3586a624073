"""Content models that the portal does not have, in an app of their own: what somebody adds next year."""
