"""The tracker of a city's international partnerships.

Each folder is a word of the product (partners, negotiations, agreements …) and holds a domain half without Flask
(models, rules, queries, actions) and a web half (forms, views). `kernel` is the Flask-free ground of every slice,
`web` the ground of every `views.py`; `areas` lists the parts of the site, `permissions` who may do what.
"""
