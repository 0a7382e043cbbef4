"""What the tracker tells people by itself: notices under the bell, and one mail a day with those not yet seen."""
