"""Reddit's archive: a sheet of posts and one of spending."""
