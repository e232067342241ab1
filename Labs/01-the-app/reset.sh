# What this lab leaves outside of the cluster.
rm -f artifacts/token.json artifacts/monolith.log artifacts/broken.log artifacts/twin.log
