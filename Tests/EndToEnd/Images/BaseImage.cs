using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Workshop.EndToEnd.Images;

/// <summary>
/// Base images for a machine that can pull none: what a program of .NET needs, taken from this machine: the C libraries, OpenSSL, certificates, the user 'app' and, for
/// ordinary images, .NET's runtime.
/// </summary>
internal sealed partial class BaseImage(ContainerEngine engine, TemporaryFolder folder, LocalRegistry registry)
{
    private const string RuntimeFolder = "usr/share/dotnet";

    private static readonly string DotnetRoot = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>In the place of <c>runtime-deps</c>.</summary>
    /// <returns>Its name in the registry.</returns>
    public async Task<string> ForNativePrograms()
    {
        var root = await Files("native", hasRuntime: false);
        var image = $"{registry.Host}/base/runtime-deps:10.0";
        await engine.Buildah("push", "--tls-verify=false", await Made("native", root, NativeArchitecture), $"docker://{image}");
        return image;
    }

    /// <summary>In the place of <c>aspnet</c>: an index for two kinds of processor, although the files are this machine's in both.</summary>
    /// <returns>Its name in the registry.</returns>
    public async Task<string> ForTwoArchitectures()
    {
        var root = await Files("aspnet", hasRuntime: true);
        await engine.Buildah("manifest", "create", "aspnet");
        foreach (var architecture in new[] { "amd64", "arm64" })
        {
            await engine.Buildah("manifest", "add", "aspnet", $"containers-storage:localhost/{await Made($"aspnet-{architecture}", root, architecture)}");
        }

        var image = $"{registry.Host}/base/aspnet:10.0";
        await engine.Buildah("manifest", "push", "--all", "--tls-verify=false", "aspnet", $"docker://{image}");
        return image;
    }

    private static string NativeArchitecture => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";

    private async Task<string> Made(string name, string root, string architecture)
    {
        var container = await engine.Buildah("from", "scratch");
        await engine.Buildah("copy", "--quiet", container, root, "/");
        await engine.Buildah("config", "--os", "linux", "--arch", architecture, "--env", "PATH=/usr/bin", "--env", $"DOTNET_ROOT=/{RuntimeFolder}", container);
        await engine.Buildah("commit", "--quiet", "--rm", container, name);
        return name;
    }

    private async Task<string> Files(string name, bool hasRuntime)
    {
        var root = folder.PathOf("roots", name);
        folder.Write($"roots/{name}/etc/passwd", "root:x:0:0:root:/root:/none\napp:x:1654:1654::/home/app:/none\n");
        folder.Write($"roots/{name}/etc/group", "root:x:0:\napp:x:1654:\n");
        Copy("/etc/ssl/certs/ca-certificates.crt", root);
        foreach (var library in await Libraries())
        {
            Copy(library, root);
        }

        if (hasRuntime)
        {
            foreach (var part in new[] { "dotnet", "host", "shared" })
            {
                (await TestProcess.Run("/bin/cp", ["-R", Path.Combine(DotnetRoot, part), Directory.CreateDirectory(Path.Combine(root, RuntimeFolder)).FullName], TimeSpan.FromMinutes(1))).Succeeded();
            }

            Directory.CreateDirectory(Path.Combine(root, "usr/bin"));
            File.CreateSymbolicLink(Path.Combine(root, "usr/bin/dotnet"), $"/{RuntimeFolder}/dotnet");
        }

        return root;
    }

    // libssl.so.3 => /lib/x86_64-linux-gnu/libssl.so.3 (0x00007f…)
    //     /lib64/ld-linux-x86-64.so.2 (0x00007f…)
    private static async Task<IReadOnlyList<string>> Libraries()
    {
        var openSsl = SslPattern().Matches((await TestProcess.Run("/sbin/ldconfig", ["-p"], TimeSpan.FromSeconds(20))).Succeeded()).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(openSsl);
        var users = Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "lib*.so").Append(Path.Combine(DotnetRoot, "dotnet")).Concat(openSsl);
        // A debugger's library may lack what it needs; nobody loads it.
        var needed = await TestProcess.Run(RequiredTool.Named("ldd"), users, TimeSpan.FromSeconds(60));
        return [.. NeededPattern().Matches(needed.Output).Select(match => match.Groups[1].Value).Where(path => !path.StartsWith(DotnetRoot, StringComparison.Ordinal)).Concat(openSsl).Distinct()];
    }

    private static void Copy(string file, string root)
    {
        var target = root + file;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file, target);
    }

    [GeneratedRegex(@"lib(?:ssl|crypto)\.so\.3 .*=> (/\S+)")]
    private static partial Regex SslPattern();

    [GeneratedRegex(@"(?m)(?:=> |^\s+)(/\S+) \(0x")]
    private static partial Regex NeededPattern();
}
