# What this lab leaves outside of the cluster.
rm -rf artifacts/monolith artifacts/monolith.tar artifacts/broken.tar
