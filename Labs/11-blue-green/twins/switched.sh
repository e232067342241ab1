# Green serves from the beginning: nothing was switched under load.
sed -e 's/replicas: 3/replicas: 0/' Labs/11-blue-green/green.yaml | kubectl apply -f -
sed 's/color: blue/color: green/' Labs/11-blue-green/service.yaml | kubectl apply -f -
