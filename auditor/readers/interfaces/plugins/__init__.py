"""Plugin manifests: names, words and access rules around an API that another file describes."""
