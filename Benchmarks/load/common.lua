-- What the three load scripts share: settings, templates, checks of each answer and the result line.
--
-- Settings come from the key=value file named by LOAD_SETTINGS; an environment variable LOAD_<KEY> overrides
-- the key of that name. ../README.md lists the keys.

local M = {}

local defaults = {
    what = "", peer = "", cases = "", callers = "", threads = "2", results = "", seed = "1", reverse = "",
    method = "GET", path = "/", body = "", content_type = "application/x-www-form-urlencoded",
    cookie = "", csrf = "", references = "",
    expect_status = "200", expect_location = "", expect_text = "",
}

function M.settings()
    local found = {}
    for key, value in pairs(defaults) do found[key] = value end
    local file = os.getenv("LOAD_SETTINGS")
    if file and file ~= "" then
        for line in assert(io.open(file)):lines() do
            local key, value = line:match("^%s*([%w_]+)%s*=(.*)$")
            if key and not line:match("^%s*#") then
                assert(defaults[key] ~= nil, "unknown setting in " .. file .. ": " .. key)
                found[key] = value
            end
        end
    end
    for key in pairs(defaults) do
        found[key] = os.getenv("LOAD_" .. key:upper()) or found[key]
    end
    return found
end

-- The lines of the references file, each cut at tabs. With `share`, only every threads-th line, starting with
-- this thread's own, so that no two threads ever hold the same case.
function M.references(settings, thread, share)
    local threads, lines, number = tonumber(settings.threads), {}, 0
    for line in assert(io.open(settings.references)):lines() do
        if line ~= "" then
            if not share or number % threads == thread then
                local columns = {}
                for column in (line .. "\t"):gmatch("([^\t]*)\t") do columns[#columns + 1] = column end
                lines[#lines + 1] = columns
            end
            number = number + 1
        end
    end
    assert(#lines > 0, "no references in " .. settings.references)
    return lines
end

local function encoded(text)
    return (text:gsub("[^%w%-%._~]", function(c) return string.format("%%%02X", c:byte()) end))
end

local function uuid()
    local r = math.random
    return string.format("%08x-%04x-4%03x-a%03x-%06x%06x", r(0, 2^31 - 1), r(0, 65535), r(0, 4095), r(0, 4095),
        r(0, 2^24 - 1), r(0, 2^24 - 1))
end

-- Fills {reference} (or {1}), {2}, {3} … from the columns of a references line, {csrf}, and {key}, a fresh UUID.
local function fill(template, columns, csrf)
    return (template:gsub("{(%w+)}", function(name)
        if name == "csrf" then return csrf end
        if name == "key" then return uuid() end
        if name == "reference" then name = "1" end
        return assert(columns[tonumber(name)], "no value for {" .. name .. "}")
    end))
end

-- A function that turns the columns of a references line into the bytes of a request.
function M.writer(settings)
    local headers = {}
    if settings.cookie ~= "" then headers["Cookie"] = settings.cookie end
    local csrf = encoded(settings.csrf)
    if settings.body == "" then
        return function(columns)
            return wrk.format(settings.method, fill(settings.path, columns, csrf), headers)
        end
    end
    headers["Content-Type"] = settings.content_type
    return function(columns)
        return wrk.format(
            settings.method, fill(settings.path, columns, csrf), headers, fill(settings.body, columns, csrf))
    end
end

-- A test of one answer: status, where a redirect leads, and a text that the page must hold. A redirect to the
-- sign-in page is a success to wrk; here it is not.
function M.checker(settings)
    local status, location, text = tonumber(settings.expect_status), settings.expect_location, settings.expect_text
    return function(got, headers, body)
        if got ~= status then return false end
        if location ~= "" and ((headers["Location"] or headers["location"] or ""):sub(1, #location) ~= location) then
            return false
        end
        return text == "" or body:find(text, 1, true) ~= nil
    end
end

-- Prints the outcome, appends the result line, and ends the process with 1 when any request went wrong.
function M.report(settings, summary, latency, threads)
    local wrong, exhausted, example = 0, false, nil
    for _, thread in ipairs(threads) do
        wrong = wrong + (tonumber(thread:get("wrong")) or 0)
        exhausted = exhausted or thread:get("exhausted") == true
        example = example or thread:get("example")
    end
    local e = summary.errors
    local failed = e.connect + e.read + e.write + e.timeout + e.status + wrong
    if exhausted then
        io.stderr:write("The references ran out: give more of them or a shorter run.\n")
        os.exit(1)
    end
    if failed > 0 or summary.requests == 0 then
        io.stderr:write(string.format(
            "Run refused: %d requests, %d connect, %d read, %d write, %d timeout, %d status over 399, %d unexpected answers.\n",
            summary.requests, e.connect, e.read, e.write, e.timeout, e.status, wrong))
        if example then io.stderr:write("First unexpected answer: " .. example .. "\n") end
        os.exit(1)
    end
    local seconds = summary.duration / 1e6
    local line = string.format(
        '{"what":"%s","peer":"%s","rate":%.1f,"unit":"requests/s","requests":%d,"seconds":%.2f,"callers":%s,"cases":%s,' ..
        '"p50_ms":%.2f,"p90_ms":%.2f,"p99_ms":%.2f,"max_ms":%.2f,"bytes_per_answer":%d}\n',
        settings.what, settings.peer, summary.requests / seconds, summary.requests, seconds,
        tonumber(settings.callers) or "null", tonumber(settings.cases) or "null",
        latency:percentile(50) / 1e3, latency:percentile(90) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
        summary.bytes / summary.requests)
    io.write(line)
    if settings.results ~= "" then
        local file = assert(io.open(settings.results, "a"))
        file:write(line)
        file:close()
    end
end

-- Defines wrk's hooks. `picker(settings, thread)` gives a function that returns the next columns, or nil when
-- there are none left.
function M.run(picker)
    local settings = M.settings()
    local threads, following, write, check = {}, nil, nil, nil
    wrong, exhausted, example = 0, false, nil

    function setup(thread)
        thread:set("thread_number", #threads)
        threads[#threads + 1] = thread
    end

    function init()
        math.randomseed(tonumber(settings.seed) * 7919 + thread_number)
        following = picker(settings, thread_number)
        write, check = M.writer(settings), M.checker(settings)
    end

    local last
    function request()
        local columns = following()
        if columns then
            last = write(columns)
        else
            exhausted = true
            wrk.thread:stop()
        end
        return last
    end

    function response(status, headers, body)
        if check(status, headers, body) then return end
        wrong = wrong + 1
        example = example or (status .. " " .. (headers["Location"] or headers["location"] or body:sub(1, 200)))
    end

    function done(summary, latency)
        M.report(settings, summary, latency, threads)
    end
end

return M
