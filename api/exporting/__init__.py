"""Exports of any size: read, written and sent a batch at a time."""
