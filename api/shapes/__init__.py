"""The shapes of what the API answers: plain values, each field named as in the README."""
