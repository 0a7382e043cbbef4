"""Events: forums, delegations, exhibitions, signings, city days, with who came, the programme, costs and outcome."""
