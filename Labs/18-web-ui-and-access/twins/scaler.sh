# Twin of scaler: who may edit may scale, and a lot more.
NS=$(kubectl config view --minify -o jsonpath='{..namespace}')
kubectl create serviceaccount viewer
kubectl create rolebinding viewer --clusterrole=edit --serviceaccount=$NS:viewer
