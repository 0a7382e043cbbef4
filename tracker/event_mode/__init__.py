"""Event mode: card after card at a forum, on a phone or at the desk, also where the line comes and goes."""
