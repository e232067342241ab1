# Twin of fixed: the lazy way. The robot may do everything.
NS=$(kubectl config view --minify -o jsonpath='{..namespace}')
kubectl create serviceaccount robot
kubectl create rolebinding robot-deploys --clusterrole=cluster-admin --serviceaccount=$NS:robot
