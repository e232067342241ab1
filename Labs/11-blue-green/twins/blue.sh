# The Service asks for the other colour.
sed -e 's/replicas: 3/replicas: 1/' Labs/11-blue-green/blue.yaml | kubectl apply -f -
sed 's/color: blue/color: green/' Labs/11-blue-green/service.yaml | kubectl apply -f -
