# What this lab leaves outside of the cluster.
rm -rf artifacts/tls artifacts/broken-kubeconfig
