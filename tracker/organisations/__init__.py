"""Anyone who is not a city: associations, clusters, enterprises, universities, chambers, ministries."""
