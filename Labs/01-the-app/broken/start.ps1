$BROKEN = Start-Process -NoNewWindow -PassThru dotnet 'Services/Monolith/bin/Debug/net10.0/Workshop.Monolith.dll --http 127.0.0.1:10280 --health 127.0.0.1:10281'
