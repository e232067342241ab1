@"%~dp0..\Workshop.Toolbox.exe" redis-cli %*
