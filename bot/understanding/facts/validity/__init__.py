"""Whether what is said holds: of which system and time it speaks, what was changed, corrected or denied."""
