@echo off
rem Starts Masora; builds it first where that was not done yet or its sources changed since.
setlocal
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"

set "JDK="
if defined JAVA_HOME call :try "%JAVA_HOME%"
if not defined JDK for /f "delims=" %%j in ('where java 2^>nul') do if not defined JDK for %%k in ("%%~dpj..") do call :try "%%~fk"
for %%p in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks" "%LOCALAPPDATA%\Programs\Eclipse Adoptium") do (
  if not defined JDK if exist "%%~p" for /d %%h in ("%%~p\*") do if not defined JDK call :try "%%~fh"
)
if not defined JDK (
  echo Masora needs a Java development kit ^(JDK^) of version 25 or newer, and found none on this computer. 1>&2
  echo To install one:  winget install EclipseAdoptium.Temurin.25.JDK    or from https://adoptium.net 1>&2
  echo If it is in an unusual place, say where: set JAVA_HOME=C:\path\to\jdk 1>&2
  exit /b 1
)

rem What the program is made of: names, sizes and times of the sources.
set "BUILDS=%ROOT%\target\masora"
set "BUILD=%BUILDS%\windows"
if not exist "%BUILDS%" mkdir "%BUILDS%"
set "LIST=%BUILDS%\sources-%RANDOM%%RANDOM%.txt"
(
  echo %JDK%
  for %%f in ("%ROOT%\pom.xml" "%ROOT%\masora.cmd") do echo %%~ff %%~zf %%~tf
  for /d %%m in ("%ROOT%\*") do (
    if exist "%%m\pom.xml" echo %%m\pom.xml
    if exist "%%m\src\main" for /r "%%m\src\main" %%f in (*) do echo %%~ff %%~zf %%~tf
  )
) > "%LIST%"
set "CURRENT="
if exist "%BUILD%\masora-app.jar" fc /b "%LIST%" "%BUILD%\sources.txt" >nul 2>&1 && set "CURRENT=yes"
if defined CURRENT (
  del "%LIST%"
  goto start
)
echo Building Masora, first time only... 1>&2
pushd "%ROOT%"
set "JAVA_HOME=%JDK%"
call mvnw.cmd -B -ntp -Dmaven.test.skip=true -pl app -am package > "%BUILDS%\build.log" 2>&1 < nul
set "BUILT=%ERRORLEVEL%"
popd
if not "%BUILT%"=="0" (
  echo Masora could not be built. What the build said: 1>&2
  findstr /b /c:"[ERROR]" "%BUILDS%\build.log" 1>&2
  echo All of it: %BUILDS%\build.log 1>&2
  del "%LIST%"
  exit /b 1
)
if exist "%BUILD%" rmdir /s /q "%BUILD%"
mkdir "%BUILD%\lib"
copy /y "%ROOT%\app\target\masora-app.jar" "%BUILD%" >nul
copy /y "%ROOT%\app\target\lib\*.jar" "%BUILD%\lib" >nul
pushd "%BUILD%"
"%JDK%\bin\java" -Xlog:disable -XX:+UseSerialGC -XX:AOTCacheOutput=masora.aot -cp "%BUILD%\masora-app.jar" org.masora.app.cli.Rehearsal >> "%BUILDS%\build.log" 2>&1 < nul
popd
move /y "%LIST%" "%BUILD%\sources.txt" >nul

:start
set "CACHE="
if exist "%BUILD%\masora.aot" set CACHE="-XX:AOTCache=%BUILD%\masora.aot"
endlocal & "%JDK%\bin\java" -Xlog:disable -XX:+UseSerialGC %CACHE% "-Dmasora.launcher=%ROOT%\masora.cmd" -cp "%BUILD%\masora-app.jar" org.masora.app.cli.Masora %*
exit /b %ERRORLEVEL%

rem Sets JDK where the folder holds one of version 25 or newer.
:try
if not exist "%~1\bin\javac.exe" exit /b
if not exist "%~1\release" exit /b
for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do for /f "tokens=1 delims=.-" %%n in ("%%~v") do if %%n GEQ 25 set "JDK=%~1"
exit /b
