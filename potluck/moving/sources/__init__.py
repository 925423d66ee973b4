"""Sources: each module reads one kind of old site into `potluck.moving.model.OldSite`, and decides nothing else."""
