using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using OpenClaw.Tests.Architecture;
using OpenClaw.Tests.EndToEnd.Crash;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>What is shipped: one file that needs nothing but the C library, finds no library by accident, and tells nothing of the machine
/// that built it.</summary>
public sealed class ExecutableTests
{
    private static readonly string[] s_cLibrary =
    [
        "libc.so.6",
        "libm.so.6",
        "libdl.so.2",
        "libpthread.so.0",
        "librt.so.1",
        "libgcc_s.so.1",
    ];

    private readonly byte[] _image;

    public ExecutableTests()
    {
        NativeExecutable.Require();
        _image = File.ReadAllBytes(NativeExecutable.Path);
    }

    [Fact]
    public void Dist_HoldsOneFileOfItsSize()
    {
        // What a release and a cross build leave beside it has names of its own.
        var others = Directory
            .GetFileSystemEntries(Path.GetDirectoryName(NativeExecutable.Path)!)
            .Select(static path => Path.GetFileName(path))
            .Where(static name => !name.StartsWith("openclaw-") && !name.StartsWith("openclaw_"))
            .Except(["install.sh", "SHA256SUMS", "SHA256SUMS.sig"]);

        Assert.Equal(["openclaw"], others);
        // The bar of `build.sh bench`.
        Assert.InRange(_image.Length, 0, 22_500_000);
    }

    [Fact]
    public void Executable_NeedsOnlyTheCLibrary()
    {
        var unexpected = Dynamic().Needed.Where(name => !s_cLibrary.Contains(name) && !name.StartsWith("ld-linux")).ToArray();

        Assert.Empty(unexpected);
    }

    [Fact]
    public void Executable_LooksForLibrariesInNoFolderThatAnyoneMayWriteTo() =>
        Assert.All(Dynamic().RunPaths, path => Assert.Equal("/usr/lib", path));

    [Fact]
    public async Task Executable_LooksForNoLibraryByItself()
    {
        using var folder = new TempFolder();

        // ld.so writes down what it is asked for; a library that is looked for at run time is looked for in the executable's folder first.
        var result = await NativeExecutable.RunAsync(
            NativeExecutable.StartInfo(["status"], folder.Path, new Dictionary<string, string> { ["LD_DEBUG"] = "libs" })
        );

        var wanted = result
            .Stderr.Split('\n')
            .Where(static line => line.Contains("find library="))
            .Select(static line => line.Split("find library=")[1].Split(' ')[0])
            .ToArray();
        Assert.Contains("libc.so.6", wanted);
        Assert.All(wanted, static name => Assert.Contains(name, s_cLibrary));
    }

    [Fact]
    public async Task Executable_TakesThePagesOfItsTypeTablesInOneCall()
    {
        Assert.SkipWhen(Strace.WhyNot is not null, Strace.WhyNot ?? "");
        using var folder = new TempFolder();
        var trace = folder.File("trace");
        // The launcher with nothing to launch: the runtime starts, and that is all.
        var info = NativeExecutable.StartInfo([.. Strace.Watch(trace, ["madvise"]), NativeExecutable.Path, "__exec"], folder.Path);
        info.FileName = Strace.Path;

        await NativeExecutable.RunAsync(info);

        var sizes = File.ReadLines(trace)
            .Where(static line => line.Contains("MADV_POPULATE_WRITE"))
            .Select(static line => long.Parse(line.Split(", ")[1], CultureInfo.InvariantCulture));
        Assert.InRange(Assert.Single(sizes), 2_000_000, 20_000_000);
    }

    [Fact]
    public async Task Gateway_AtRest_HasGivenBackThePagesOfItsProgram()
    {
        await using var gateway = await GatewayProcess.StartAsync("[models.m]\nprovider = \"scripted\"\nmodel = \"demo\"\n");
        long Mapped()
        {
            // Each mapping is a line with its address, permissions and file, and then lines about it.
            var (sum, isOurs) = (0L, false);
            foreach (var line in File.ReadLines($"/proc/{gateway.Pid}/smaps"))
            {
                if (line.Contains(" r-xp ") || line.Contains(" r--p ") || line.Contains(" rw-p ") || line.Contains(" ---p "))
                {
                    isOurs = line.Contains(" r-xp ") && line.EndsWith("/openclaw");
                }
                else if (isOurs && line.StartsWith("Rss:"))
                {
                    sum += long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
                }
            }

            return sum;
        }

        try
        {
            // How many of its pages a start brings along is the kernel's choice; all of them are eleven megabytes.
            Assert.InRange(Mapped(), 4000, 12_000);
        }
        catch (UnauthorizedAccessException)
        {
            Assert.Skip("only root may look into an undumpable process");
        }

        // It goes on using less than a third.
        await gateway.UntilAsync("the pages to be given back", () => Mapped() < 3000);
        Assert.Equal("You said: hello", await gateway.SayAsync("main", "hello"));
    }

    [Fact]
    public void Executable_NamesNoPathOfTheMachineThatBuiltIt()
    {
        string[] paths = [Repository.Root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/.", "/.nuget/packages"];

        Assert.All(
            paths,
            path =>
                Assert.True(
                    _image.AsSpan().IndexOf(Encoding.UTF8.GetBytes(path)) < 0
                        && _image.AsSpan().IndexOf(Encoding.Unicode.GetBytes(path)) < 0,
                    path
                )
        );
    }

    [Fact]
    public void Executable_HasNoSymbolTable() => Assert.DoesNotContain(Sections(), section => section.Type == 2);

    private (List<string> Needed, List<string> RunPaths) Dynamic()
    {
        var dynamic = Sections().Single(section => section.Type == 6);
        var strings = Sections().ElementAt(dynamic.Link);
        var (needed, runPaths) = (new List<string>(), new List<string>());
        for (var at = dynamic.Offset; at < dynamic.Offset + dynamic.Size; at += 16)
        {
            var (tag, value) = (Long(at), Long(at + 8));
            if (tag == 1)
            {
                needed.Add(Text(strings.Offset + (int)value));
            }
            if (tag is 15 or 29)
            {
                runPaths.AddRange(Text(strings.Offset + (int)value).Split(':', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return (needed, runPaths);
    }

    /// <summary>The section headers of a 64-bit ELF file, as its specification lays them out.</summary>
    private IEnumerable<(int Type, int Offset, int Size, int Link)> Sections()
    {
        var (table, size, count) = ((int)Long(0x28), Short(0x3A), Short(0x3C));
        for (var i = 0; i < count; i++)
        {
            var at = table + i * size;
            yield return (Int(at + 4), (int)Long(at + 24), (int)Long(at + 32), Int(at + 40));
        }
    }

    private long Long(int at) => BinaryPrimitives.ReadInt64LittleEndian(_image.AsSpan(at));

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(_image.AsSpan(at));

    private int Short(int at) => BinaryPrimitives.ReadInt16LittleEndian(_image.AsSpan(at));

    private string Text(int at) => Encoding.UTF8.GetString(_image.AsSpan(at, _image.AsSpan(at).IndexOf((byte)0)));
}
