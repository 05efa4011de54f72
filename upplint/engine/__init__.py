"""Loads rule packs, matches them against tenders and collects findings."""
