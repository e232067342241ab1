using Workshop.Cluster.Images;
using Workshop.Hosting.NativePrograms;

namespace Workshop.Hosting.Tests.NativePrograms;

public sealed class NativeBuildsTests : IDisposable
{
    private readonly BuiltProject _hello = new("Hello");

    [Fact]
    public void Every_tag_of_an_image_has_the_one_native_program_of_its_project()
    {
        var (images, builds) = NativeBuilds.Plan(new ImageCatalogue(
        [
            _hello.Image with { Tags = ["1.0.0"] },
            _hello.Image with { Tags = ["3.0.0"] },
        ]));

        var build = Assert.Single(builds);
        Assert.Equal(("Hello", _hello.Project, _hello.BuiltFolder), (build.Name, build.Project, build.BuiltFolder));
        Assert.All(images.Images, image => Assert.Equal(Path.Combine(build.Target, "hello"), image.NativeProgram));
        Assert.StartsWith(Path.Combine(_hello.Folder, "obj") + Path.DirectorySeparatorChar, build.Target, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_that_say_nothing_of_native_code_and_those_with_a_word_of_their_own_stay_as_they_are()
    {
        var before = new ImageCatalogue(
        [
            _hello.Image with { NativeProject = null },
            _hello.Image with { Command = [_hello.Program, "redis-server"] },
            new CatalogueImage("busybox", ["*"], []),
        ]);

        var (images, builds) = NativeBuilds.Plan(before);

        Assert.Empty(builds);
        Assert.Equal(before.Images, images.Images);
    }

    [Fact]
    public void A_program_that_was_built_again_has_another_native_one()
    {
        var before = NativeBuilds.FolderName(_hello.BuiltFolder);

        Assert.Equal(before, NativeBuilds.FolderName(_hello.BuiltFolder));
        _hello.BuildAgain();
        Assert.NotEqual(before, NativeBuilds.FolderName(_hello.BuiltFolder));
    }

    public void Dispose() => _hello.Dispose();
}
