"""Looks at lists and boards that people keep under a name: filters, columns, order, grouping; private or shared."""
