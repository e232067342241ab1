# Twin of viewer: an editor by mistake.
NS=$(kubectl config view --minify -o jsonpath='{..namespace}')
kubectl create serviceaccount viewer
kubectl create rolebinding viewer --clusterrole=edit --serviceaccount=$NS:viewer
