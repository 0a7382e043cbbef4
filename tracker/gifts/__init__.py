"""Protocol gifts given and received: to whom or from whom, of what value, and what the law asks of them."""
