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
for %%v in (labs lab check hint solve quiz break reset load certs images node pack kit room report diagnose completion complete try) do if /i "%~1"=="%%v" goto labs
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
echo        --dashboard      with --empty, too: a page with the labs in it
echo   publish [--output-path FOLDER]            writes Aspire's manifest and Kubernetes' objects
echo   deploy [--overlay NAME] [--context NAME] [--registry HOST/PATH]
echo                                             brings the application to the cluster of your kubectl
echo   destroy [--overlay NAME] [--context NAME] takes it away again, disks and load balancer included
echo   doctor                                    says within seconds what this machine lacks
echo   diagnose [--output FILE]                  logs, events, versions and state as one archive without secrets
echo   help                                      this text
echo.
echo The labs (each verb says more with --help):
echo   labs                      what there is to do, and how far you are
echo   lab N [--all] [--run]     the guide: the step where you are
echo   check N[.STEP] [--watch]  looks at your cluster: green, or what it saw and where to look
echo   hint N, solve N           three hints a step; the commands, typed for you
echo   quiz N, break N, reset N  questions about what you saw; something to mend; begin anew
echo   load SERVICE^|URL          a steady rate of requests, and who answers
echo   certs, images             certificates of your own; the cluster's images
echo   node off^|on NODE, list    a node switched off and on; which are
echo   report                    a page of what you have done
echo   kit [--rid RID]           the workshop for a room without network, as one file
echo   room open, room join      an instructor sees how far learners are, if both sides ask for it
echo   completion SHELL          completion for bash, zsh and powershell
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

:labs
set "WORKSHOP_ROOT=%root:~0,-1%"
if not exist "%root%Labs\bin\Debug\net10.0\Workshop.Labs.exe" (
  if exist "%root%programs\labs\Workshop.Labs.dll" (
    dotnet "%root%programs\labs\Workshop.Labs.dll" %*
    exit /b
  )
  echo Building the labs ... 1>&2
  dotnet build "%root%Labs\Labs.csproj" --nologo -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false 1>&2
  if errorlevel 1 exit /b 2
)
"%root%Labs\bin\Debug\net10.0\Workshop.Labs.exe" %*
exit /b %errorlevel%

:doctor
rem One PowerShell program: comparing versions and asking for ports is beyond this language.
powershell -NoProfile -ExecutionPolicy Bypass -File "%root%.ci\doctor.ps1"
if errorlevel 1 exit /b 1
rem What is worth knowing beside, by the labs' own program, once it is built.
set "WORKSHOP_ROOT=%root:~0,-1%"
if exist "%root%Labs\bin\Debug\net10.0\Workshop.Labs.exe" (
  "%root%Labs\bin\Debug\net10.0\Workshop.Labs.exe" %*
) else if exist "%root%programs\labs\Workshop.Labs.dll" (
  dotnet "%root%programs\labs\Workshop.Labs.dll" %*
)
exit /b %errorlevel%
