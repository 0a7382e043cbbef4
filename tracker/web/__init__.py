"""The ground of every `views.py`: areas with their guard, forms, lists, boards, errors, formats."""
