@echo off
rem Starts Masora; builds it first where that was not done yet or its sources changed since.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"

set "JDK="
if defined JAVA_HOME call :try "%JAVA_HOME%"
if not defined JDK for /f "delims=" %%j in ('where java 2^>nul') do if not defined JDK for %%k in ("%%~dpj..") do call :try "%%~fk"
for %%p in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks" "%LOCALAPPDATA%\Programs\Eclipse Adoptium") do if not defined JDK call :among "%%~p"
if not defined JDK goto nojdk

rem Builds lie side by side, since a program that still runs keeps its jars open, and Windows deletes no open file.
set "BUILDS=%ROOT%\target\masora"
set "BUILD="
set "LIST=%BUILDS%\sources-%RANDOM%%RANDOM%.txt"
if not exist "%BUILDS%" mkdir "%BUILDS%"
call :list > "%LIST%"
pushd "%BUILDS%"
for /d %%b in (build-*) do if not defined BUILD call :same "%%~fb"
popd
if not defined BUILD goto make
del "%LIST%"

:start
rem A command soon ends, and somebody waits for the page: the quick compiler alone takes half of their time. A hub, which
rem runs for long, is worth the thorough one.
set "QUICK=-XX:TieredStopAtLevel=1"
if "%~1"=="hub" set "QUICK="
set "KEPT=masora.aot"
if "%~1"=="serve" set "KEPT=page.aot"
if "%~1"=="open" set "KEPT=icon.aot"
if "%~1"=="" set "KEPT=icon.aot"
set "CACHE="
if exist "%BUILD%\%KEPT%" set CACHE="-XX:AOTCache=%BUILD%\%KEPT%"
endlocal & "%JDK%\bin\java" -Xlog:disable -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED %QUICK% %CACHE% "-Dmasora.launcher=%ROOT%\masora.cmd" -cp "%BUILD%\masora-app.jar" org.masora.app.cli.Masora %*
exit /b %ERRORLEVEL%

:make
echo Building Masora, first time or because its sources changed... 1>&2
set "LOG=%BUILDS%\build.log"
set "JAVA_HOME=%JDK%"
pushd "%ROOT%"
call .\mvnw.cmd -B -ntp -Dmaven.test.skip=true -pl app -am package > "%LOG%" 2>&1 < nul
set "FAILED=%ERRORLEVEL%"
popd
if not "%FAILED%"=="0" goto notmade
set "BUILD=%BUILDS%\build-%RANDOM%%RANDOM%"
mkdir "%BUILD%\lib" >> "%LOG%" 2>&1
copy /y "%ROOT%\app\target\lib\*.jar" "%BUILD%\lib" >> "%LOG%" 2>&1
if errorlevel 1 goto notmade
copy /y "%ROOT%\app\target\masora-app.jar" "%BUILD%" >> "%LOG%" 2>&1
if errorlevel 1 goto notmade
rem Starts for practice write the caches that make all later ones quick. Without them everything works, slower.
rem A command needs few of the classes that commands need, so they are loaded when it does. An icon, and the page that it
rem opens, need nearly all of theirs.
pushd "%BUILD%"
call :rehearse masora.aot -XX:-AOTClassLinking
call :rehearse page.aot -XX:+AOTClassLinking page
call :rehearse icon.aot -XX:+AOTClassLinking icon
popd
rem With its list of sources a build is whole. Older ones may still be running, so the last ones stay.
move /y "%LIST%" "%BUILD%\sources.txt" >nul
if not exist "%BUILD%\sources.txt" goto notmade
for /f "skip=3 delims=" %%o in ('dir /b /ad /o-d "%BUILDS%\build-*" 2^>nul') do rmdir /s /q "%BUILDS%\%%o" 2>nul
goto start

:notmade
echo Masora could not be built. What the build said: 1>&2
findstr /b /l /c:"[ERROR]" "%LOG%" 1>&2
echo All of it: "%LOG%" 1>&2
if exist "%LIST%" del "%LIST%"
exit /b 1

:nojdk
echo Masora needs a Java development kit (JDK) of version 25 or newer, and found none on this computer. 1>&2
echo To install one:  winget install EclipseAdoptium.Temurin.25.JDK    or from https://adoptium.net 1>&2
echo If it is in an unusual place, say where: set JAVA_HOME=C:\path\to\jdk 1>&2
exit /b 1

rem Writes the cache, with the option; the third argument says what is practised.
:rehearse
"%JDK%\bin\java" -Xlog:disable -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED %2 -XX:AOTCacheOutput=new.aot -cp "%BUILD%\masora-app.jar" org.masora.app.cli.Rehearsal %3 >> "%LOG%" 2>&1 < nul
if not errorlevel 1 if exist new.aot move /y new.aot %1 >nul
exit /b

rem Sets JDK where the folder holds one of version 25 or newer.
:try
if not exist "%~1\bin\javac.exe" exit /b
if not exist "%~1\release" exit /b
for /f "usebackq tokens=1,2 delims==" %%a in ("%~1\release") do if "%%a"=="JAVA_VERSION" for /f "tokens=1 delims=.-" %%n in ("%%~b") do if %%n GEQ 25 set "JDK=%~1"
exit /b

rem The same for each folder in this one.
:among
if not exist "%~1" exit /b
pushd "%~1"
for /d %%h in (*) do if not defined JDK call :try "%%~fh"
popd
exit /b

rem Sets BUILD to the folder where it was made of the sources of today.
:same
if not exist "%~1\sources.txt" exit /b
fc /b "%LIST%" "%~1\sources.txt" >nul 2>&1
if not errorlevel 1 set "BUILD=%~1"
exit /b

rem What the program is made of, and with what: names, sizes and times (to the minute) of the sources.
:list
type "%JDK%\release"
for %%f in ("%JDK%\release" "%ROOT%\pom.xml" "%ROOT%\masora.cmd") do echo "%%~ff" %%~zf %%~tf
call :files "%ROOT%\.mvn"
pushd "%ROOT%"
for /d %%m in (*) do if exist "%%m\pom.xml" call :module "%%~fm"
popd
exit /b

:module
for %%f in ("%~1\pom.xml") do echo "%%~ff" %%~zf %%~tf
if exist "%~1\src\main" call :files "%~1\src\main"
exit /b

rem The folder of "for /r" has to be known before the loop begins; so it comes as an argument.
:files
for /r "%~1" %%f in (*) do echo "%%~ff" %%~zf %%~tf
exit /b
