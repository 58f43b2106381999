"""Example scripts for people who use the API; a test runs them as they stand."""
