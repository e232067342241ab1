using System.Reflection.PortableExecutable;

namespace Workshop.EndToEnd.Images;

/// <summary>What a run compiles of the AppHost's own assemblies, and its next build takes: tried in a project of its own, so that nobody else's programs change.</summary>
[Trait("Category", "Slow")]
public sealed class CompiledAheadTests : IDisposable
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(5);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task What_was_compiled_is_taken_by_the_next_build_and_not_after_it_was_built_anew()
    {
        // Blanks, as in many a home.
        var project = _folder.Write("an app/App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <CompileAheadInBackground>true</CompileAheadInBackground>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../a library/Library.csproj" />
              </ItemGroup>
              <Import Project="{Repository.PathOf("Hosting/build/CompiledAhead.targets")}" />
            </Project>
            """);
        _folder.Write("an app/Program.cs", "System.Console.WriteLine(Library.Words.Greeting);");
        _folder.Write("a library/Library.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        WriteGreeting("Hello");
        var (program, library) = (_folder.PathOf("an app/bin/Debug/net10.0/App.dll"), _folder.PathOf("an app/bin/Debug/net10.0/Library.dll"));

        await Dotnet("build", project);
        Assert.False(IsCompiled(library));

        await Dotnet("build", Repository.PathOf("Hosting/build/CompileAhead.proj"), $"-p:CompileAheadList={_folder.PathOf("an app/obj/ahead/assemblies.txt")}");
        await Dotnet("build", project);
        Assert.Equal((true, false), (IsCompiled(library), IsCompiled(program)));
        Assert.Equal("Hello", await Dotnet("exec", program));

        WriteGreeting("Good day");
        await Dotnet("build", project);
        Assert.False(IsCompiled(library));
        Assert.Equal("Good day", await Dotnet("exec", program));

        await Dotnet("build", Repository.PathOf("Hosting/build/CompileAhead.proj"), $"-p:CompileAheadList={_folder.PathOf("an app/obj/ahead/assemblies.txt")}");
        Assert.Single(Directory.EnumerateFiles(_folder.PathOf("an app/obj/ahead"), "Library.dll", SearchOption.AllDirectories));
    }

    // Compiled to native code, beside what it says in IL.
    private static bool IsCompiled(string assembly)
    {
        using var reader = new PEReader(File.OpenRead(assembly));
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private static async Task<string> Dotnet(params string[] arguments) => (await TestProcess.Run("dotnet", arguments, BuildLimit)).Succeeded();

    private void WriteGreeting(string greeting) => _folder.Write("a library/Words.cs", $$"""namespace Library; public static class Words { public static string Greeting => "{{greeting}}"; }""");
}
