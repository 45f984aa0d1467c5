"""A browser without a window, and a studio for it to look at."""

import json
import subprocess
import time
import urllib.request

from selenium import webdriver
from selenium.common.exceptions import ElementClickInterceptedException, StaleElementReferenceException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE = 30


class Studio:
    """`hebb studio` on loopback, on a free port unless one is given."""

    def __init__(self, program, store, *more, port=0):
        self.process = subprocess.Popen([program, "studio", "--store", str(store), "--port", str(port), "--json", *more],
                                        stdout=subprocess.PIPE, text=True)
        lines = ""
        while not lines.rstrip().endswith("}"):
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError(f"the studio did not start: {lines}")
            lines += line
        self.address, self.token = json.loads(lines)["address"].split("/#token=")

    def get(self, path):
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
            return json.load(answer)

    def answers(self):
        try:
            return self.get("/api/session") is not None
        except OSError:
            return False

    def stop(self):
        if self.process.poll() is not None:
            return
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


class Browser:
    def __init__(self, width=1280, height=900, logs=True):
        options = Options()
        for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"]:
            options.add_argument(argument)
        if logs:
            options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.resize(width, height)

    def resize(self, width, height=900):
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)

    def prefer(self, scheme):
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def command(self, name, **parameters):
        return self.driver.execute_cdp_cmd(name, parameters)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def load(self, address):
        """From nothing, as a first visit."""
        self.driver.get("about:blank")
        self.driver.get(address)
        self.wait_ready()

    def go(self, path):
        """To another part of the page, without loading it anew."""
        if self.run("return location.hash") == f"#{path}":
            return
        self.run("document.querySelector('.page')?.remove(); location.hash = arguments[0]", path)
        self.wait_ready()

    def wait_ready(self):
        self.wait(lambda: self.run("return document.querySelector('.page')?.dataset.ready === 'true'"), "the page is shown")

    def wait(self, condition, what):
        # The page may replace an element between being asked for it and being asked about it.
        wait = WebDriverWait(self.driver, PATIENCE, poll_frequency=0.1, ignored_exceptions=[StaleElementReferenceException])
        wait.until(lambda _: condition(), f"waited in vain until {what}")

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def tab(self, address):
        """Another tab, which is then the one that is looked at."""
        self.driver.switch_to.new_window("tab")
        self.driver.get(address)
        self.wait_ready()

    def evaluate(self, script, *arguments):
        """What a script with `await` in it returns."""
        return self.driver.execute_async_script(
            f"const done = arguments[arguments.length - 1]; (async () => {{ {script} }})().then(done, (error) => done(String(error)))",
            *arguments)

    def has_all_pictures(self):
        return self.run("return [...document.images].every(image => image.complete)")

    def button(self, text):
        return self.run("return [...document.querySelectorAll('button')]"
                        ".find(button => button.innerText.trim() === arguments[0] && button.checkVisibility())", text)

    def press(self, text):
        """Clicks a button, once it is there and nothing moves before it."""
        def is_pressed():
            try:
                button = self.button(text)
                if button:
                    button.click()
                return button is not None
            except ElementClickInterceptedException:
                return False
        self.wait(is_pressed, f"“{text}” can be pressed")

    def texts(self, selector):
        return self.run("return [...document.querySelectorAll(arguments[0])].map(element => element.innerText)", selector)

    def text(self, selector="main"):
        # At one go: the page may be about to replace what is being read.
        return self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)

    def points(self):
        """How many values each chart that can be seen shows, by its title."""
        return dict(self.run(
            "return [...document.querySelectorAll('.chart')].filter((chart) => chart.offsetParent)"
            ".map((chart) => [chart.querySelector('figcaption')?.firstChild.data ?? '', Number(chart.dataset.points)])"))

    def requests(self):
        """The addresses of everything that was asked for since the last call."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def complaints(self):
        """What the console has, but notes and answers that a test provokes."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def luminance(self, selector):
        """Of an element's background, from 0 to 255."""
        colour = self.run("return getComputedStyle(document.querySelector(arguments[0])).backgroundColor", selector)
        red, green, blue = [float(part) for part in colour.split("(")[1].rstrip(")").split(",")[:3]]
        return 0.3 * red + 0.59 * green + 0.11 * blue

    def close(self):
        self.driver.quit()


def until(condition, what, patience=PATIENCE):
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain until {what}")
        time.sleep(0.1)
