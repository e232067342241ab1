@echo off
rem The workshop's command on Windows; ./workshop is its twin for macOS and Linux.
setlocal
set "root=%~dp0"
set DOTNET_NOLOGO=1
set DOTNET_CLI_TELEMETRY_OPTOUT=1
if "%~1"=="" goto help
if /i "%~1"=="up" goto up
if /i "%~1"=="publish" goto step
if /i "%~1"=="deploy" goto step
if /i "%~1"=="destroy" goto step
if /i "%~1"=="doctor" goto doctor
if /i "%~1"=="help" goto help
if /i "%~1"=="--help" goto help
echo workshop: '%~1' is no command. 'workshop help' lists them. 1>&2
exit /b 2

:help
echo Usage: workshop COMMAND
echo.
echo   up [--empty] [--nodes N] [--ports auto]   builds and starts the application on an embedded Kubernetes; Ctrl+C ends it
echo        --empty        the cluster alone, without the application
echo        --nodes N      that many nodes (default 3)
echo        --ports auto   any free ports in place of 8080, 8443 and 6443
echo        --no-dashboard   without the dashboard
echo   publish [--output-path FOLDER]            writes Aspire's manifest and Kubernetes' objects
echo   deploy [--overlay NAME] [--context NAME] [--registry HOST/PATH]
echo                                             brings the application to the cluster of your kubectl
echo   destroy [--overlay NAME] [--context NAME] takes it away again, disks and load balancer included
echo   doctor                                    says within seconds what this machine lacks
echo   help                                      this text
echo.
echo The state lies in .workshop\ beside this script; WORKSHOP_STATE names another folder.
exit /b 0

rem The program's own first arguments, if any, and then everything after the command.
:up
set "first="
goto run

:step
set "first= --operation publish --step %~1"

:run
where dotnet >nul 2>nul
if errorlevel 1 (
  echo workshop: 'dotnet' is not on the PATH. 'workshop doctor' says what is missing and where to get it. 1>&2
  exit /b 1
)
echo Building ...
dotnet build "%root%AppHost\AppHost.csproj" --nologo -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false
if errorlevel 1 exit /b 1
set "rest="
:next
shift
if "%~1"=="" goto start
set "rest=%rest% "%~1""
goto next
:start
"%root%AppHost\bin\Debug\net10.0\Workshop.AppHost.exe"%first%%rest%
exit /b %errorlevel%

:doctor
rem One PowerShell program: comparing versions and asking for ports is beyond this language.
powershell -NoProfile -ExecutionPolicy Bypass -File "%root%.ci\doctor.ps1"
exit /b %errorlevel%
